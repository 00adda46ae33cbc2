"""Words about runs that engine, store, API and exports share: what is said, stored and shown of one."""
