"""Import of the national register of schools: read the file, compare, show what would change, apply it once."""
