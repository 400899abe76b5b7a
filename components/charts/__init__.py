"""Charts: each module gives one frame three forms, a Plotly figure, a drawn table and a sentence."""
