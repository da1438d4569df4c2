// What the server says is heard late and in bursts, in its order: a page or a test that counts on
// two messages coming together shows itself.
(() => {
  const LATE = 6, MOST = 400;
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    #last = Promise.resolve();
    #later(hear) {
      return (event) => {
        const wait = Math.random() * LATE < 1 ? Math.random() * MOST : 0;
        this.#last = this.#last.then(() => new Promise((go) => setTimeout(go, wait)));
        this.#last.then(() => (hear.handleEvent ? hear.handleEvent(event) : hear.call(this, event)));
      };
    }
    set onmessage(hear) {
      super.onmessage = hear && this.#later(hear);
    }
    addEventListener(kind, hear, options) {
      super.addEventListener(kind, kind === "message" ? this.#later(hear) : hear, options);
    }
  };
})();
