"""FastestDet with its authors' weights, taught on COCO: they are fetched, not shipped."""
