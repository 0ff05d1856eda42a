"""Values of the domain as JSON, CSV, GeoJSON and rows after the columns of UCDP GED and ACLED. Pure: nothing is opened here."""
