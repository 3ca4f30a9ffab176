"""Makes the font files of this folder from the npm package @fontsource/be-vietnam-pro 5.3.0.

    pip install fonttools brotli && npm pack @fontsource/be-vietnam-pro@5.3.0 && tar xf *.tgz
    python make.py package/files

The package cuts each weight into latin, vietnamese and latin-ext; a Vietnamese word would then be shaped from two files.
Here they become one again, without hinting, which halves their size. docs/decisions/0040-one-font-file-a-weight.md
"""

import os
import sys
import tempfile

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

source = sys.argv[1]
here = os.path.dirname(os.path.abspath(__file__))

options = subset.Options()
options.hinting = False
options.flavor = "woff2"
options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]

for weight, style in ("400", "normal"), ("600", "normal"), ("400", "italic"):
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for script in ("latin", "vietnamese", "latin-ext"):
            font = TTFont(f"{source}/be-vietnam-pro-{script}-{weight}-{style}.woff2")
            font.flavor = None
            parts.append(f"{folder}/{script}.ttf")
            font.save(parts[-1])
        merged = f"{folder}/merged.ttf"
        Merger().merge(parts).save(merged)
        font = subset.load_font(merged, options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=list(font.getBestCmap()))
        subsetter.subset(font)
        name = f"be-vietnam-pro-{weight}{'-italic' if style == 'italic' else ''}.woff2"
        subset.save_font(font, f"{here}/{name}", options)
        print(name, os.path.getsize(f"{here}/{name}"), "bytes,", len(font.getBestCmap()), "characters")
