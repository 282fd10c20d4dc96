"""The public data as files: what they hold, what describes them, and what shows that they are ours."""
