"""Addresses of approving returns, the board, and what waits for whom."""

from django.urls import path

from tongket.flow.returns.views import approving, board, home

urlpatterns = [
    path("work", home.work, name="work"),
    path("returns/<int:id>/review", approving.review, name="review"),
    path("returns/<int:id>/compare", approving.compare, name="compare"),
    path("rounds/<int:id>/", board.board, name="board"),
    path("rounds/<int:id>/board.<str:suffix>", board.download, name="board_file"),
    path("rounds/<int:id>/accept", board.accept_clean, name="accept_clean"),
    path("rounds/<int:id>/lock", board.lock, name="lock"),
]
