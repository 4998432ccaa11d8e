"""Tagged PDF documents: what every app's documents are made with. Each app keeps its own Typst templates."""
