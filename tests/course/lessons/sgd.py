"""What proves lesson 7."""
