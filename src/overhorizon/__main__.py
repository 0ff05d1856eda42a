"""``python -m overhorizon``."""

from overhorizon.cli.app import main

if __name__ == "__main__":
    main()
