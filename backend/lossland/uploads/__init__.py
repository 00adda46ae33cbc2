"""What a user sends: bytes become a value, or a refusal that names the line."""
