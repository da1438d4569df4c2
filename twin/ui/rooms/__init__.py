"""Rooms on the page: the door, the phone, the facilitator's board, the projector, the debrief."""
