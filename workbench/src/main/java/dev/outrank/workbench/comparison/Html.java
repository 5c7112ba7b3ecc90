package dev.outrank.workbench.comparison;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML from texts that may hold anything. */
public final class Html {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");

    private Html() {}

    /** Returns a text as content or as the value of a quoted attribute. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Returns an element that holds a text. */
    public static String element(String name, String text) {
        return "<" + name + ">" + escape(text) + "</" + name + ">";
    }

    /** Returns JSON that cannot end the script element that holds it. */
    public static String inScript(String json) {
        return json.replace("<", "\\u003c");
    }

    /** Returns a template with a part in place of each {@code {{name}}}; parts are not looked into. */
    public static String fill(String template, Map<String, String> parts) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String part = parts.get(found.group(1));
            if (part == null) {
                throw new IllegalArgumentException(
                        "template: " + found.group() + " (expected: one of " + parts.keySet() + ")");
            }
            return Matcher.quoteReplacement(part);
        });
    }
}
