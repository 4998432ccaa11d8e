"""Demo content: the invented area of Merrowdale. No real school, agency or person appears in it."""
