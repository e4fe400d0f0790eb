/**
 * A JSON Schema as the fields of a form. What a form could not represent exactly becomes a field of kind `json`
 * that says why. Whether arguments satisfy the schema is decided by the host, not here.
 */
export type Field = {
  /** The schema's `title`; empty where there is none. */
  title: string;
  description: string;
  nullable: boolean;
  /** Absent where the schema has no default. */
  default?: { value: unknown };
  shape: Shape;
};

export type Shape =
  | { kind: "text"; format: string; long: boolean }
  | { kind: "number"; whole: boolean }
  | { kind: "boolean" }
  | { kind: "choice"; options: string[] }
  | { kind: "constant"; value: unknown }
  | { kind: "object"; members: Member[] }
  | { kind: "list"; item: Field }
  /** Of this machine; not in the schema, but said of the argument elsewhere. */
  | { kind: "file" }
  | { kind: "json"; why: string };

export type Member = { name: string; required: boolean; field: Field };

type Schema = Record<string, unknown>;

/** The field for the arguments of a tool, of which these are files or lists of files. */
export function fieldOfTool(schema: unknown, files: string[]): Field {
  const root = fieldOf(schema);
  if (root.shape.kind !== "object") return root;
  const members = root.shape.members.map((member) =>
    files.includes(member.name) ? { ...member, field: asFile(member.field) } : member,
  );
  return { ...root, shape: { kind: "object", members } };
}

function asFile(field: Field): Field {
  const shape: Shape =
    field.shape.kind === "list" ? { kind: "list", item: asFile(field.shape.item) } : { kind: "file" };
  return { ...field, shape };
}

/** The field for a whole schema. A root that names no fields takes none. */
export function fieldOf(schema: unknown): Field {
  const open = ["properties", "additionalProperties", "patternProperties", "$ref", "anyOf", "oneOf", "allOf"];
  const takesNone = isSchema(schema) && schema.type === "object" && !open.some((key) => key in schema);
  return read(takesNone ? { ...schema, additionalProperties: false } : schema, {
    root: schema,
    references: [],
  });
}

/** Where in the schema the reading is: references are those that led here. */
type Place = { root: unknown; references: string[] };

const LONG_TEXT = 120;

function read(given: unknown, place: Place): Field {
  if (!isSchema(given)) return field({}, json("The schema allows any value here."));
  const resolved = resolve(given, place);
  if ("why" in resolved) return field(given, json(resolved.why));
  const schema = { ...resolved.schema, ...annotations(given) };
  const other = unlessNull(schema);
  if (other) return { ...read({ ...other, ...annotations(schema) }, resolved.place), nullable: true };
  return field(schema, shapeOf(schema, resolved.place));
}

function field(schema: Schema, shape: Shape): Field {
  return {
    title: textAt(schema, "title"),
    description: textAt(schema, "description"),
    nullable: false,
    ...("default" in schema ? { default: { value: schema.default } } : {}),
    shape,
  };
}

function annotations(schema: Schema): Schema {
  const kept = ["title", "description", "default"].filter((key) => key in schema);
  return Object.fromEntries(kept.map((key) => [key, schema[key]]));
}

function shapeOf(schema: Schema, place: Place): Shape {
  if ("const" in schema) return { kind: "constant", value: schema.const };
  if ("enum" in schema) return choiceOf(schema.enum);
  const branching = branchIn(schema);
  if (branching) return json(`The schema uses ${branching} here.`);
  switch (typeOf(schema)) {
    case "string":
      return {
        kind: "text",
        format: textAt(schema, "format"),
        long: Number(schema.maxLength) > LONG_TEXT,
      };
    case "number":
      return { kind: "number", whole: false };
    case "integer":
      return { kind: "number", whole: true };
    case "boolean":
      return { kind: "boolean" };
    case "array":
      return listOf(schema, place);
    case "object":
      return objectOf(schema, place);
    default:
      return json("The schema does not say which single type this has.");
  }
}

function choiceOf(options: unknown): Shape {
  if (!Array.isArray(options) || options.length === 0) return json("The schema's enum is no list of values.");
  if (!options.every((option) => typeof option === "string")) return json("The choices are not all texts.");
  return { kind: "choice", options };
}

function listOf(schema: Schema, place: Place): Shape {
  if ("prefixItems" in schema) return json("Each position of this list has a schema of its own.");
  if (!isSchema(schema.items)) return json("The schema does not say what the list holds.");
  return { kind: "list", item: read(schema.items, place) };
}

function objectOf(schema: Schema, place: Place): Shape {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const names = Object.keys(properties);
  const closed = schema.additionalProperties === false;
  if (names.length === 0 && !closed) return json("The schema names no fields, so any are accepted.");
  const required = Array.isArray(schema.required) ? schema.required : [];
  const members = names.map((name) => ({
    name,
    required: required.includes(name),
    field: read(properties[name], place),
  }));
  return { kind: "object", members };
}

/** The keyword that splits the schema into alternatives, unless the alternatives only name required fields. */
function branchIn(schema: Schema): string | undefined {
  return ["anyOf", "oneOf", "allOf"].find((keyword) => {
    const branches = schema[keyword];
    if (branches === undefined) return false;
    if (!Array.isArray(branches) || !isSchema(schema.properties)) return true;
    return !branches.every(
      (branch) => isSchema(branch) && Object.keys(branch).every((key) => key === "required"),
    );
  });
}

function typeOf(schema: Schema): unknown {
  if (schema.type === undefined && isSchema(schema.properties)) return "object";
  return schema.type;
}

/** The schema without `null`, where `type: [T, "null"]` or an `anyOf` or `oneOf` of two allows it. */
function unlessNull(schema: Schema): Schema | undefined {
  const { type, enum: options, ...rest } = schema;
  if (Array.isArray(type) && type.length === 2 && type.includes("null")) {
    const kept = Array.isArray(options) ? { enum: options.filter((option) => option !== null) } : {};
    return { ...rest, ...kept, type: type.find((one) => one !== "null") };
  }
  const branches = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(branches) || branches.length !== 2 || isSchema(schema.properties)) return undefined;
  const isNull = (branch: unknown) => isSchema(branch) && branch.type === "null";
  const other: unknown = branches.find((branch) => !isNull(branch));
  return branches.some(isNull) && isSchema(other) ? other : undefined;
}

type Resolved = { schema: Schema; place: Place } | { why: string };

function resolve(schema: Schema, place: Place): Resolved {
  const reference = schema.$ref;
  if (typeof reference !== "string") return { schema, place };
  if (place.references.includes(reference)) return { why: `The schema refers to itself (${reference}).` };
  const target = reference.startsWith("#") ? at(place.root, reference.slice(1)) : undefined;
  if (!isSchema(target)) return { why: `The schema refers to ${reference}, which is not in it.` };
  return resolve(target, { root: place.root, references: [...place.references, reference] });
}

function at(root: unknown, pointer: string): unknown {
  const steps = pointer.split("/").slice(1);
  return steps.reduce<unknown>((value, step) => {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    return isSchema(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}

function json(why: string): Shape {
  return { kind: "json", why };
}

function textAt(schema: Schema, key: string): string {
  const text = schema[key];
  return typeof text === "string" ? text : "";
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
