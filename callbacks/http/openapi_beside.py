"""What stands beside the resources in the description: embeds, oEmbed, feeds, the dump, linked data, health.

Paths, parameters and columns come from the tables that the answers are made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from callbacks import embed_lens, linked
from callbacks.discovery import PATH as OEMBED
from callbacks.embeds import EMBEDS, Embed
from callbacks.http import dumps, feeds
from callbacks.http import linked as linked_http
from callbacks.http.embed import FORMS, Form
from callbacks.http.embed_data import columns, header
from callbacks.http.resources import Schema, object_of
from models.query_given import PARAMETERS

_TEXT: Schema = {"type": "string"}
_ADDRESS: Schema = {"type": "string", "format": "uri"}
_PIXELS: Schema = {"type": "integer", "minimum": 1}
_FILE: Schema = {"type": "string", "format": "binary"}
_REFUSED = {"400": "Refused", "404": "NotFound"}
_LENS_MEANING = {
    embed_lens.DOSSIERS: "Dossiers to emphasise; changes no figure.",
    embed_lens.GOALS: "Goals to emphasise; changes no figure.",
    embed_lens.REMARK: f"A sentence of the embedder's own, said to be theirs: at most {embed_lens.LONGEST} characters,"
    " no address in it. Never part of pictures, data or titles.",
}
_FORM_MEANING = {
    "": "as a page to be framed",
    ".json": "its figures as JSON",
    ".csv": "its figures as CSV",
    ".svg": "as a picture, SVG",
    ".png": "as a picture, PNG",
    ".card.svg": "as a picture to show beside a link, SVG",
    ".card.png": "as a picture to show beside a link, PNG",
    ".figure.json": "as a figure for Plotly",
}


def lens(dossier: Schema, goal: Schema) -> dict[str, Schema]:
    """The parameters of the lens by name, of the codes that there are."""
    schemas = {
        embed_lens.DOSSIERS: {"type": "array", "items": dossier, "minItems": 1},
        embed_lens.GOALS: {"type": "array", "items": goal, "minItems": 1},
        embed_lens.REMARK: _TEXT,
    }
    return {
        name: {"name": name, "in": "query", "description": _LENS_MEANING[name], "required": False, "schema": schema}
        for name, schema in schemas.items()
    }


def paths(codes: Mapping[str, Schema]) -> dict[str, Schema]:
    """Every address with its one operation; ``codes`` are the schemas of what may stand in a path."""
    found = dict(_embed(embed, form, codes) for embed in EMBEDS for form in FORMS)
    found |= dict([_oembed(), _feed(), _script(), *map(_dump, dumps.FORMS), *_health()])
    found |= dict(_documents(codes)) | dict(_identifiers(codes))
    return found


def schemas(meta: Mapping[str, Schema]) -> dict[str, Schema]:
    """The schemas of these answers; ``meta`` is what every answer says about itself."""
    told = {
        **{name: schema for name, schema in meta.items() if name != "quoted"},
        "title": _TEXT,
        "about": {**_TEXT, "description": "Which requests it is about."},
        "sentence": {**_TEXT, "description": "What it shows, in words."},
        "unconfirmed": {**_TEXT, "description": "How much of it still is to be confirmed."},
        "page": {**_ADDRESS, "description": "The page that shows the same."},
        "permalink": {**_ADDRESS, "description": "Where it stays as it is."},
    }
    rows = {embed.name: {column.name: column.schema for column in columns(embed)} for embed in EMBEDS}
    return {
        "MetaOfEmbed": object_of(told),
        "Figure": object_of({"data": {"type": "array", "items": {"type": "object"}}, "layout": {"type": "object"}}),
        "OEmbed": _oembed_answer(),
        "Linked": {"type": "object", "properties": {"@context": {"type": "object"}}, "required": ["@context"]},
        **{
            f"Embed-{name}": object_of(
                {
                    "meta": {"$ref": "#/components/schemas/MetaOfEmbed"},
                    "data": {"type": "array", "items": object_of(properties)},
                }
            )
            for name, properties in rows.items()
        },
    }


def _operation(
    name: str, summary: str, parameters: Iterable[Schema], content: Schema, refusals: Mapping[str, str]
) -> Schema:
    responses: Schema = {"200": {"description": summary, "content": content}}
    responses |= {status: {"$ref": f"#/components/responses/{response}"} for status, response in refusals.items()}
    return {"get": {"operationId": name, "summary": summary, "parameters": list(parameters), "responses": responses}}


def _shared(names: Iterable[str]) -> list[Schema]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _in_path(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _described(path: str) -> str:
    return path.replace("<", "{").replace(">", "}")


def _embed(embed: Embed, form: Form, codes: Mapping[str, Schema]) -> tuple[str, Schema]:
    named = [_in_path(name, codes[name]) for name in ("dossier", "request") if f"<{name}>" in embed.path]
    taken = [name for name in PARAMETERS if name in embed.accepts and name not in ("by", "measure")]
    chosen = [_choice(embed, name) for name in ("by", "measure") if name in embed.accepts]
    summary = f"{embed.label['en']}: {_FORM_MEANING[form.suffix]}"
    parameters = [*named, *_shared(taken), *chosen, *_shared(sorted(embed.lens))]
    refusals = {**_REFUSED, "304": "NotModified", "503": "Unavailable"}
    if form.document:
        refusals |= {"400": "RefusedInFrame", "404": "RefusedInFrame", "503": "RefusedInFrame"}
    name = f"embed-{embed.name}{form.suffix}"
    content = {form.content_type.partition(";")[0]: {"schema": _content(embed, form)}}
    return _described(embed.path) + form.suffix, _operation(name, summary, parameters, content, refusals)


def _choice(embed: Embed, name: str) -> Schema:
    described: Schema = {"$ref": f"#/components/parameters/{name}"}
    narrowed = embed.choices.get(name)
    if narrowed:
        schema = {"type": "string", "enum": list(narrowed), "default": embed.defaults[name]}
        described = {"name": name, "in": "query", "description": "How to group.", "required": False, "schema": schema}
    return described


def _content(embed: Embed, form: Form) -> Schema:
    data: dict[str, Schema] = {
        ".json": {"$ref": f"#/components/schemas/Embed-{embed.name}"},
        ".figure.json": {"$ref": "#/components/schemas/Figure"},
        ".csv": {"type": "string", "description": f"Header: `{','.join(header(embed))}`"},
    }
    return data.get(form.suffix, _FILE if form.suffix.endswith(".png") else _TEXT)


def _oembed() -> tuple[str, Schema]:
    meanings: dict[str, tuple[str, Schema]] = {
        "url": ("The address of an embed, or of a page with a chart.", _ADDRESS),
        "maxwidth": ("The most pixels wide.", _PIXELS),
        "maxheight": ("The most pixels high.", _PIXELS),
        "format": ("The only form there is.", {"type": "string", "enum": ["json"]}),
    }
    parameters = [
        {"name": name, "in": "query", "description": meaning, "required": name == "url", "schema": schema}
        for name, (meaning, schema) in meanings.items()
    ]
    summary = "The frame for an address, as oEmbed 1.0 has it"
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/OEmbed"}}}
    refusals = {**_REFUSED, "501": "Refused"}
    return OEMBED, _operation("oembed", summary, parameters, content, refusals)


def _oembed_answer() -> Schema:
    size: Schema = {"type": "integer", "minimum": 1}
    texts = ("title", "author_name", "author_url", "provider_name", "provider_url", "html")
    picture = {"thumbnail_url": _ADDRESS, "thumbnail_width": size, "thumbnail_height": size}
    return object_of(
        {
            "version": {"const": "1.0"},
            "type": {"const": "rich"},
            **dict.fromkeys(texts, _TEXT),
            **dict.fromkeys(("cache_age", "width", "height"), size),
            **picture,
        },
        optional=tuple(picture),
    )


def _feed() -> tuple[str, Schema]:
    taken = [name for name in PARAMETERS if name in feeds.ACCEPTS or name == "lang"]
    content = {feeds.TYPE: {"schema": _TEXT}}
    summary = "The log as a feed (Atom), by the moment of recording"
    refusals = {**_REFUSED, "304": "NotModified"}
    return feeds.PATH, _operation("feed", summary, _shared(taken), content, refusals)


def _dump(form: dumps.Form) -> tuple[str, Schema]:
    schema: Schema = {"type": "object"} if form.suffix == ".json" else _FILE
    summary = f"The whole public record as one file ({form.suffix})"
    content = {form.content_type: {"schema": schema}}
    refusals = {**_REFUSED, "304": "NotModified"}
    return form.path, _operation(f"dump{form.suffix}", summary, _shared(["lang"]), content, refusals)


def _script() -> tuple[str, Schema]:
    content = {"text/javascript": {"schema": _TEXT}}
    summary = "The script that gives frames on a page the height of what is in them"
    return "/embed.js", _operation("embed.js", summary, [], content, {"304": "NotModified"})


def _health() -> Iterable[tuple[str, Schema]]:
    plain: Schema = {"text/plain": {"schema": _TEXT}}
    checks: Schema = {"application/json": {"schema": {"type": "object", "additionalProperties": {"type": "boolean"}}}}
    yield "/healthz", _operation("healthz", "Whether the process answers", [], plain, {})
    found = _operation("readyz", "Whether the store can be read, and what is missing", [], checks, {})
    found["get"]["responses"]["503"] = {"description": "Not now.", "content": checks}
    yield "/readyz", found


def _documents(codes: Mapping[str, Schema]) -> Iterable[tuple[str, Schema]]:
    content = {linked.TYPE: {"schema": {"$ref": "#/components/schemas/Linked"}}}
    refusals = {**_REFUSED, "304": "NotModified"}
    for path, summary in linked_http.DOCUMENTS.items():
        named = [_in_path(name, codes[name]) for name in codes if f"<{name}>" in path]
        name = path.removesuffix(".jsonld")[1:].replace("/", "-").replace("<", "").replace(">", "")
        yield _described(path), _operation(name, summary, [*named, *_shared(["lang"])], content, refusals)


def _identifiers(codes: Mapping[str, Schema]) -> Iterable[tuple[str, Schema]]:
    for path, summary in linked_http.IDENTIFIERS.items():
        named = [_in_path(name, codes[name]) for name in codes if f"<{name}>" in path]
        name = path[1:].replace("/", "-").replace("<", "").replace(">", "")
        found = _operation(name, summary, named, {}, {"404": "NotFound"})
        location = {"Location": {"schema": {"type": "string"}}}
        lead = {"description": "The page about it, or the document where `Accept` prefers data.", "headers": location}
        found["get"]["responses"] = {"303": lead, "404": found["get"]["responses"]["404"]}
        yield _described(path), found
