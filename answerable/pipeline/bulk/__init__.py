"""The public data as files: what they hold, how they are described, and how it is shown that they are ours."""
