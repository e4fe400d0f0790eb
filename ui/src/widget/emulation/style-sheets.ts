/**
 * The style sheets of a document and of its shadow trees, as the engine is to read them on the emulated device. They are changed
 * through the object model: the author's elements and their text stay as they were. Not seen: a rule whose own text is read
 * back by a script has what was put there.
 */
import { attempt, isAbove, of, placeInText, reader } from "../originals";
import { prototypeOf, wrapConstructor, wrapMethod } from "../recorder/wrapping";
import { asksDevice, forDevice } from "./declarations";
import type { MediaLists } from "./media-lists";

export type StyleSheets = ReturnType<typeof createStyleSheets>;

export function createStyleSheets(media: MediaLists) {
  const rulesOf = reader(CSSStyleSheet, "cssRules");
  const mediaOfSheet = reader<StyleSheet, "media">(StyleSheet, "media");
  const nodeOf = reader<StyleSheet, "ownerNode">(StyleSheet, "ownerNode");
  const mediaOfRule = reader(CSSMediaRule, "media");
  const mediaOfImport = reader(CSSImportRule, "media");
  const imported = reader(CSSImportRule, "styleSheet");
  const parentOf = reader(CSSRule, "parentStyleSheet");
  const styleOfRule = reader(CSSStyleRule, "style");
  const styleOfKeyframe = reader(CSSKeyframeRule, "style");
  const innerOfStyle = reader(CSSStyleRule, "cssRules");
  const innerOfGroup = reader(CSSGroupingRule, "cssRules");
  const innerOfKeyframes = reader(CSSKeyframesRule, "cssRules");
  const textOf = reader(CSSStyleDeclaration, "cssText");
  const write = of(
    Object.getOwnPropertyDescriptor(CSSStyleDeclaration.prototype, "cssText")?.set as (text: string) => void,
  );
  const nested = prototypeOf("CSSNestedDeclarations");
  const constructed = new WeakSet<CSSStyleSheet>();
  const isConstructed = of(WeakSet.prototype.has);
  const noteConstructed = of(WeakSet.prototype.add);

  const is = (interfaceOf: { prototype: object }, rule: object) => isAbove(interfaceOf.prototype, rule);

  const isUsed = (sheet: CSSStyleSheet | null): boolean =>
    sheet !== null &&
    (nodeOf(sheet) !== null || isConstructed(constructed, sheet) || sheet.ownerRule !== null);

  function treatStyle(style: CSSStyleDeclaration): boolean {
    const text = textOf(style);
    if (!asksDevice(text)) return false;
    const changed = forDevice(text);
    if (changed === text) return false;
    write(style, changed);
    return true;
  }

  /** Whether anything in it is emulated. */
  function treatRule(rule: CSSRule): boolean {
    const used = () => isUsed(parentOf(rule));
    if (is(CSSStyleRule, rule)) {
      const treated = treatStyle(styleOfRule(rule as CSSStyleRule));
      return treatRules(innerOfStyle(rule as CSSStyleRule)) || treated;
    }
    if (is(CSSGroupingRule, rule)) {
      const treated = is(CSSMediaRule, rule) && media.treat(mediaOfRule(rule as CSSMediaRule), used);
      return treatRules(innerOfGroup(rule as CSSGroupingRule)) || treated;
    }
    if (is(CSSKeyframesRule, rule)) return treatRules(innerOfKeyframes(rule as CSSKeyframesRule));
    if (is(CSSKeyframeRule, rule)) return treatStyle(styleOfKeyframe(rule as CSSKeyframeRule));
    if (nested && isAbove(nested, rule)) return treatStyle((rule as CSSStyleRule).style);
    if (!is(CSSImportRule, rule)) return false;
    const treated = media.treat(mediaOfImport(rule as CSSImportRule), used);
    const sheet = imported(rule as CSSImportRule);
    return (sheet !== null && treatSheet(sheet) === true) || treated;
  }

  function treatRules(rules: CSSRuleList | undefined): boolean {
    let treated = false;
    for (let index = 0; rules && index < rules.length; index += 1) {
      if (attempt(() => treatRule(rules[index] as CSSRule))) treated = true;
    }
    return treated;
  }

  /** Whether anything in it is emulated; null where its rules are not to be read, as those of another origin. */
  function treatSheet(sheet: CSSStyleSheet): boolean | null {
    const treated = attempt(() => media.treat(mediaOfSheet(sheet), () => isUsed(sheet))) ?? false;
    const rules = attempt(() => rulesOf(sheet));
    return rules ? treatRules(rules) || treated : null;
  }

  const isOfInterest = (text: string) =>
    asksDevice(text) || placeInText(text, "@media") >= 0 || placeInText(text, "@import") >= 0;

  function noteInserted(name: string, methods: string[], inner: (owner: never) => CSSRuleList): void {
    for (let index = 0; index < methods.length; index += 1) {
      wrapMethod(prototypeOf(name), methods[index] as string, (self, args, call) => {
        const result = call(args);
        attempt(() => {
          if (!isOfInterest(`${args[0]}${args[1]}`)) return;
          const rules = inner(self as never);
          // `insertRule` says where it put it.
          const at = rules[(result ?? -1) as number];
          if (at) treatRule(at);
          else treatRules(rules);
        });
        return result;
      });
    }
  }
  noteInserted("CSSStyleSheet", ["insertRule", "addRule", "replaceSync"], rulesOf);
  noteInserted("CSSGroupingRule", ["insertRule"], innerOfGroup);
  noteInserted("CSSStyleRule", ["insertRule"], innerOfStyle);
  wrapMethod(prototypeOf("CSSStyleSheet"), "replace", (self, args, call) => {
    const done = call(args);
    // A sheet that is constructed has no imports, so its rules are there when its promise is.
    const then = of(Promise.prototype.then);
    attempt(() => then(done as Promise<unknown>, () => void treatSheet(self as CSSStyleSheet)));
    return done;
  });
  wrapConstructor("CSSStyleSheet", (args, make) => {
    const sheet = make(args) as CSSStyleSheet;
    noteConstructed(constructed, sheet);
    attempt(() => treatSheet(sheet));
    return sheet;
  });

  return { treatSheet, treatStyle };
}
