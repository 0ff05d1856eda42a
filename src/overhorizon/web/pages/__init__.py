"""The pages of the workbench: one module a view, each with its router."""
