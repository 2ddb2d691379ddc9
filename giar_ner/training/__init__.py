"""Training: passages -> encoded windows -> fine-tuned classifier, lexical memory, combination -> a model folder. Needs the `train` extra."""
