"""What changes publications, those who are sent them, and what is sent: one verb each."""
