"""What waits for the person who has signed in: one module for each area, each a function of the actor."""
