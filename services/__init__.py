"""Entry-risk monitoring: who arrives, how risky each area is, who must be told."""
