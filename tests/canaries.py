"""What somebody might type as a name so that a page comes to harm: by markup, by a template, by a quote.

Several stand in one text, so that a page is opened twice and not ten times: whichever of them is
acted upon, the text no longer reads as typed.
"""

CANARIES = (
    (
        "{{7*1009}} <b>x</b> {#3} Yard {#3} north {% x %}{% raw %} ${x} `y` ${alert(1)} {z}"
        " &lt;&#60;&amp;amp; <!-- --> ]]> a\u202eb\u2066c\u2028d"
    ),
    (
        "\"double\" 'single' \\u003c \\ </script><script>window.hacked=1</script>"
        " <img src=x onerror=window.hacked=1> ' onmouseover='window.hacked=1"
    ),
)
