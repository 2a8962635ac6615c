"""The ego picture: from one person's own points to their score with friends, a bar a friend."""

from __future__ import annotations

from explainers.figures import drawing
from explainers.figures.drawing import BLACK, GREY
from explainers.friends.friends_share import FriendsShare
from explainers.points.steps import Step


def plot_friends(share: FriendsShare, *, n_friends: int = 9, ax=None):
    """Draw one person's way from own points to the score with friends, friend by friend.

    Parameters
    ----------
    share : FriendsShare
        As :func:`explainers.explain_friends` returns it.
    n_friends : int
        How many friends have a bar of their own; the others share one.
    ax : matplotlib Axes, optional
        Where to draw; a new figure if left out.

    Returns
    -------
    matplotlib Axes
        Its patches are the bars: their signed widths add up to score minus own points.
    """
    drawing.check_n_columns(n_friends, "n_friends")
    steps = steps_of_friends(share, n_friends)
    last = len(steps) + 1
    names = ["own points", *(step.label for step in steps), "score with friends"]
    ax = drawing.new_axes(names) if ax is None else ax
    drawing.draw_steps(ax, steps, share.own, "points", first_row=1)
    ax.plot([share.own] * 2, [0, 1], color=GREY, lw=0.8, zorder=1)
    for row, value in {0: share.own, last: share.score}.items():
        ax.plot([value] * 2, [row - 0.4, row + 0.4], color=BLACK, lw=3.5, solid_capstyle="butt")
        drawing.write_number(ax, value, row, f"{value:.1f}", weight="bold")
    title = f"What friends do to the score of person {share.person:,}"
    caption = (
        "A friend's bar is the friend's weight times how far the friend's score, itself pulled by "
        "friends, lies from this person's own points. " + share.text
    )
    drawing.finish(ax, dict(enumerate(names)), title, "score points", caption)
    return ax


def steps_of_friends(share: FriendsShare, n_friends: int) -> list[Step]:
    """Take one person from own points to the score with friends: largest friends, the others."""
    friends = share.by_friend
    n_shown = min(n_friends, len(friends))
    if len(friends) == n_shown + 1:
        n_shown += 1  # "1 other friend" takes the room of that friend
    steps = [
        Step(f"friend {int(row.friend):,}, score {row.score:.0f}", float(row.points))
        for row in friends.iloc[:n_shown].itertuples()
    ]
    left = friends["points"].iloc[n_shown:]
    return [*steps, Step(f"{len(left)} other friends", float(left.sum()))] if len(left) else steps
