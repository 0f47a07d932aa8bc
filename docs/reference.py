#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes docs/reference.md from the headers: room by room, what each header says of itself and what it declares.

Usage: reference.py [--check] [--root DIR]      --check only says whether the page is what the headers say
"""
import argparse
import collections
import pathlib
import re
import sys

ROOMS = "core der x509 crypto transport engine path revocation peer_name cipher_spec pipeline record channel message adapters".split()
Comment = collections.namedtuple("Comment", "first last text")  # lines, counted from 1
Declaration = collections.namedtuple("Declaration", "kind name namespace line comment members is_in_group")
OPENING, CLOSING = "([{", ")]}"
LITERAL = re.compile(r'"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])*\'')


def blanked(text):
    """The text with comments, literals and directives as blanks, so that every offset stays, and the comments."""
    comments, out = [], list(text)
    at, line = 0, 1

    def erase(end):
        for i in range(at, end):
            if out[i] != "\n":
                out[i] = " "

    while at < len(text):
        end = at + 1
        literal = LITERAL.match(text, at)
        if text.startswith("//", at):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            is_alone = not text[text.rfind("\n", 0, at) + 1:at].strip()
            is_alone = is_alone and not text.startswith("// clang-format", at)
            if is_alone and comments and comments[-1].last == line - 1:
                comments[-1] = Comment(comments[-1].first, line, comments[-1].text + "\n" + text[at:end])
            elif is_alone:
                comments.append(Comment(line, line, text[at:end]))
            erase(end)
        elif text.startswith("/*", at):
            end = text.index("*/", at) + 2
            erase(end)
        elif text.startswith('R"', at):
            delimiter = text[at + 2:text.index("(", at)]
            end = text.index(")" + delimiter + '"', at) + len(delimiter) + 2
            erase(end)
        elif literal:
            end = literal.end()
            erase(end)
        elif text[at] == "#" and not text[text.rfind("\n", 0, at) + 1:at].strip():
            end = at
            while True:
                end = text.find("\n", end)
                if end < 0 or text[end - 1] != "\\":
                    break
                end += 1
            end = len(text) if end < 0 else end
            erase(end)
        line += text.count("\n", at, end)
        at = end
    return "".join(out), comments


def past_bracket(code, at):
    """The offset behind what closes the bracket at `at`."""
    depth = 0
    for i in range(at, len(code)):
        depth += (code[i] in OPENING) - (code[i] in CLOSING)
        if depth == 0:
            return i + 1
    raise ValueError(f"a bracket is not closed: {code[at:at + 80]!r}")


def past_angle(code, at):
    depth, i = 0, at
    while i < len(code):
        if code[i] in OPENING:
            i = past_bracket(code, i)
            continue
        depth += (code[i] == "<") - (code[i] == ">" and code[i - 1] != "-")
        i += 1
        if depth == 0:
            return i
    raise ValueError(f"a template head is not closed: {code[at:at + 80]!r}")


def without_template(head):
    """A declaration behind its template heads, requires clauses and attributes."""
    while True:
        head = head.lstrip()
        if re.match(r"template\s*<", head):
            head = head[past_angle(head, head.index("<")):]
        elif head.startswith("[["):
            head = head[past_bracket(head, 0):]
        elif head.startswith("requires"):
            rest = head[len("requires"):].lstrip()
            clause = re.match(r"\(", rest)
            if clause:
                head = rest[past_bracket(rest, 0):]
            else:  # a concept, perhaps joined to others
                head = re.sub(r"^[\w:]+(?:<[^()]*?>)?(?:\s*(?:&&|\|\|)\s*[\w:]+(?:<[^()]*?>)?)*\s+", "", rest, count=1)
                if head == rest:
                    return head
        else:
            return head


def statement_end(code, at):
    """The end of the declaration that begins at `at`."""
    i, has_equals, begin = at, False, at
    kind = without_template(code[at:at + 2000]).lstrip()
    is_type = re.match(r"(struct|class|enum|union|concept|using)\b", kind)
    head_end = at + (len(code[at:at + 2000]) - len(kind)) if len(code) else at
    while i < len(code):
        c = code[i]
        if c == ";":
            return i + 1
        if c == "=" and i >= head_end and code[i - 1] not in "<>=!+-*/&|^" and code[i + 1] != "=" and \
                not code[:i].rstrip().endswith("operator"):
            has_equals = True
        if c in OPENING:
            before = code[begin:i].rstrip()
            i = past_bracket(code, i)
            if c == "{" and not is_type and not has_equals and not re.search(r"\brequires(\s*\([^{}]*\))?$", before):
                rest = code[i:].lstrip()
                if rest.startswith(";"):
                    return code.index(";", i) + 1
                if rest.startswith("catch"):  # of a function that is a try block
                    i += len(code[i:]) - len(rest) + len("catch")
                elif not re.match(r"[,{]", rest):  # not an initializer of a constructor
                    return i
            continue
        i += 1
    return len(code)


def name_of(statement):
    """(kind, name) of a declaration; None for what nobody looks up: forward declarations, definitions of members."""
    head = without_template(statement)
    found = re.match(r"(struct|class|enum(?:\s+(?:class|struct))?|union)\s+(?:\[\[.*?\]\]\s*)?([\w:]+)\s*(.?)", head, re.S)
    if found and not re.match(r"(struct|class)\s+[\w:]+\s+\w+\s*[({=;]", head):
        is_forward = found[3] == ";" or "::" in found[2] or found[3] == "<"
        return None if is_forward else (found[1].split()[0], found[2])
    found = re.match(r"(concept|using)\s+(\w+)\s*=", head)
    if found:
        return found[1], found[2]
    if re.match(r"(using|friend|static_assert|extern|namespace|explicit|return)\b", head) or "operator" in head.split("{")[0]:
        return None
    # the name stands before the first round bracket, or before = or a brace where there is none
    head = re.sub(r"\b(noexcept|alignas|decltype|explicit)\s*\([^()]*\)", "", head)
    found = re.match(r"[^({=;]*?([~\w:]+)\s*(?:\[[^\]]*\]\s*)?([({=;])", head, re.S)
    if not found or "::" in found[1]:
        return None
    return ("function" if found[2] == "(" else "constant"), found[1]


def declarations(code, comments, first, last, namespace, type_name=""):
    """What stands between two offsets, namespaces opened, public members of types with it."""
    found, at, previous_last, is_public = [], first, 0, True
    by_last = {comment.last: comment for comment in comments}
    while True:
        while at < last and code[at].isspace():
            at += 1
        if at >= last or code[at] == "}":
            return found
        line = code.count("\n", 0, at) + 1
        opened = re.compile(r"(?:inline\s+)?namespace(?:\s+([\w:]+))?\s*\{").match(code, at)
        access = re.compile(r"(public|private|protected)\s*:(?!:)").match(code, at)
        if opened:
            end = past_bracket(code, opened.end() - 1)
            inner = f"{namespace}::{opened[1]}" if namespace else opened[1] or "(unnamed)"
            found += declarations(code, comments, opened.end(), end - 1, inner)
            at = end
            continue
        if access:
            is_public, at = access[1] == "public", access.end()
            continue
        end = statement_end(code, at)
        statement = code[at:end]
        named = name_of(statement)
        if named and is_public:
            comment = by_last.get(line - 1)
            members = []
            if named[0] in ("struct", "class") and "{" in without_template(statement):
                body = end - len(without_template(statement)) + without_template(statement).index("{")
                members = declarations(code, comments, body + 1, past_bracket(code, body) - 1, namespace, named[1])
                is_class = named[0] == "class"
                if is_class:  # private until somebody says public
                    start = re.compile(r"\b(?:public)\s*:").search(code, body)
                    cut = code.count("\n", 0, start.start()) + 1 if start else 10**9
                    members = [member for member in members if member.line > cut]
            found.append(Declaration(*named, namespace, line, comment, members, previous_last == line - 1))
        previous_last = code.count("\n", 0, end) + 1
        at = end
        while at < last and code[at] == ";":
            at += 1


def read_header(path):
    """(what the header says of itself, its declarations)"""
    text = path.read_text()
    code, comments = blanked(text)
    introduction = comments[0].text.split("\n", 1)[1] if comments and "\n" in comments[0].text else ""
    return introduction, declarations(code, comments, 0, len(code), "")


def public_declarations(found):
    hidden = ("detail", "(unnamed)")
    return [one for one in found if one.namespace.split("::")[0] == "vidimus" and
            not any(part in hidden for part in one.namespace.split("::"))]


def in_words(comment):
    return re.sub(r"^\s*//[/<]*\s?", "", comment, flags=re.M).strip()


def first_sentence(comment):
    text = " ".join(in_words(comment).split("\n\n")[0].split())
    for found in re.finditer(r"[.:](?= |$)", text):
        before = text[:found.start()]
        if re.search(r"\b(e\.g|i\.e|cf|etc|no)$", before) or before.count("(") != before.count(")") or before.count("`") % 2:
            continue
        if found[0] == ":" and found.end() != len(text):
            continue
        return before
    return text.rstrip(".:")


def introduction_of(comment):
    """The paragraph of a header's first comment, without the drawings and programs that are set off in it."""
    kept = []
    for line in in_words(comment).split("\n"):
        if not line.strip() or line.startswith("  "):
            break
        kept.append(line.strip())
    return " ".join(kept)


def escaped(text):
    """Words of a comment as Markdown: what looks like a tag is not one."""
    parts = text.split("`")
    return "`".join(part if i % 2 else re.sub(r"([<|*_\[\]])", r"\\\1", part) for i, part in enumerate(parts))


def qualified(one):
    space = one.namespace.removeprefix("vidimus").removeprefix("::")
    return f"{space}::{one.name}" if space else one.name


def bullet(names, kind, comment):
    told = ": " + escaped(first_sentence(comment.text)) if comment else ""
    return ", ".join(f"`{name}`" for name in names) + (f" ({kind})" if kind else "") + told


def member_rows(one):
    told = {}
    for member in one.members:
        if member.comment is not None and member.comment.text.startswith("///"):
            told.setdefault(member.name, member.comment)
    return ["  * " + bullet([f"{one.name}::{name}"], "", comment) for name, comment in told.items()]


def rows(declared):
    """A line for each name, with the first comment on one of its declarations; a run that shares a comment in one line."""
    entries = []  # [names, kind, comment, rows of members]
    told = {one.name for one in declared if one.comment}
    for one in declared:
        known = next((entry for entry in entries if qualified(one) in entry[0]), None)
        if known:
            known[2] = known[2] or one.comment
        elif one.comment is None and one.name in told:
            continue  # where it is told
        elif one.comment is None and one.is_in_group and entries and entries[-1][1] == one.kind and not one.members:
            entries[-1][0].append(qualified(one))
        else:
            entries.append([[qualified(one)], one.kind, one.comment, member_rows(one)])
    return [line for names, kind, comment, members in entries for line in ["* " + bullet(names, kind, comment), *members]]


def page(root):
    out = ["# Reference", "",
           "Written by `docs/reference.py` from the headers; a test compares the two. Each header says more: what goes in, what comes",
           "out, which errors, how long things live. Namespaces are below `vidimus::`; what is in a namespace `detail` is not for users.", ""]
    out.append("Rooms: " + ", ".join(f"[{room}](#{room})" for room in ROOMS) + ".")
    include = root / "include" / "vidimus"
    for room in ROOMS:
        out += ["", f"## {room}"]
        for header in sorted((include / room).glob("*.hpp")):
            introduction, found = read_header(header)
            written = rows(public_declarations(found))
            if written:
                out += ["", f"### {room}/{header.name}", "", escaped(introduction_of(introduction)), "", *written]
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    told = parser.parse_args()
    target = told.root / "docs" / "reference.md"
    written = page(told.root)
    if not told.check:
        target.write_text(written)
    elif not target.exists() or target.read_text() != written:
        sys.exit("docs/reference.md is not what the headers say; write it anew: docs/reference.py")
    print(f"docs/reference.md: {written.count(chr(10) + '### ')} headers, {written.count(chr(10) + '* ')} symbols")


if __name__ == "__main__":
    main()
