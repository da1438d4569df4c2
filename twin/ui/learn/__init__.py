"""Learn: the list of lessons, and a lesson walked screen by screen."""
