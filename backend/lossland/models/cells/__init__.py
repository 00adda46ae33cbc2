"""Red cells, white cells and platelets under the microscope."""
