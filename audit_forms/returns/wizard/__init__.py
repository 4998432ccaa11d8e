"""The only place that knows formtools: one step per section, over a storage whose only state is Answer rows."""
