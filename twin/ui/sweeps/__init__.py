"""Results of sweeps: what order and vitality can be had together, and by which levers."""
