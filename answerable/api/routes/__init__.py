"""What can be asked. Every answer is a public record; nothing here writes."""
