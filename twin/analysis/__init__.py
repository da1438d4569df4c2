"""What decides the headline: frontiers, where the optimum lies, and which parameters matter.

``headline`` runs the experiment, ``sensitivity`` varies what nobody knows. May import
``twin.compare``, ``twin.validate`` and what lies below.
"""
