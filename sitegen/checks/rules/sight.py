"""Rules about what styles let be seen and hit: contrast, the ring of focus, targets."""

from __future__ import annotations

from sitegen.checks.finders import contrast, targets
from sitegen.checks.rule import Rule

RULES = (
    Rule(
        code="A23",
        name="text-contrast",
        severity="error",
        what="Text does not stand out enough from what is behind it, in light or in dark. Looked "
        "at are colors that one CSS rule sets together, without a picture, `--color-on-x` on "
        "`--color-x`, and the tokens text, heading, link, quiet, muted on page, background, "
        "raised, surface, tint.",
        why="With tired eyes or in the sun it cannot be read.",
        mend="Make one of the two darker or lighter. `contrast: 7` in `checks:` asks for more.",
        before="--color-page: #fff;\n--color-quiet: #999;",
        after="--color-page: #fff;\n--color-quiet: #595959;",
        source="WCAG 2.2, 1.4.3 Contrast (Minimum); 1.4.6 Contrast (Enhanced) for 7 to 1",
        find=contrast.faint_text,
    ),
    Rule(
        code="A24",
        name="edge-contrast",
        severity="error",
        what="The edge of a control or the ring of focus can hardly be seen. Looked at are the "
        "tokens edge, border and focus on page, background, raised, surface and tint, and "
        "the borders of buttons and fields. Lines that only part text may be faint.",
        why="Whoever cannot see the edge of a field does not find it.",
        mend="Make the color darker or lighter, until it reaches 3 to 1.",
        before="--color-edge: #ccc;",
        after="--color-edge: #767676;",
        source="WCAG 2.2, 1.4.11 Non-text Contrast",
        find=contrast.faint_parts,
    ),
    Rule(
        code="A25",
        name="small-target",
        severity="warning",
        what="CSS makes a link or button smaller than 24 pixels. Only sizes that are written down "
        "are seen here; browser tests measure the rest.",
        why="A finger that shakes hits what stands beside it.",
        mend="Give it `min-height` and `padding`. 44 pixels are better.",
        before=".close { width: 16px; height: 16px; }",
        after=".close { min-width: 44px; min-height: 44px; }",
        source="WCAG 2.2, 2.5.8 Target Size (Minimum)",
        find=targets.small_targets,
    ),
    Rule(
        code="A26",
        name="focus-hidden",
        severity="error",
        what="CSS takes away the ring that shows where the Tab key is, and shows nothing instead.",
        why="Whoever uses the keyboard cannot see what they are about to press.",
        mend="Keep the ring, or show the focus in another way.",
        before="a:focus { outline: none; }",
        after="a:focus-visible { outline: 3px solid; }",
        source="WCAG 2.2, 2.4.7 Focus Visible",
        find=targets.hidden_focus,
    ),
)
