package dev.outrank.workbench.observability;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a query says about which series it needs: read by its words, since Prometheus 2 tells nobody how it parses a query. */
final class PromQl {

    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]\"]*\\](?=([^\"]*\"[^\"]*\")*[^\"]*$)");
    private static final Pattern SELECTOR = Pattern.compile(
            "(?<![\\w.:$\"])([a-zA-Z_:][\\w:]*)\\s*(\\{(?:[^}\"]|\"[^\"]*\")*\\})?(?!\\s*\\()(?![\\w:])");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)|\\$\\{(\\w+)[^}]*\\}");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    /**
     * Series that a query takes.
     *
     * @param metric their name
     * @param matchers with braces; empty where there are none
     */
    record Selector(String metric, String matchers) {

        /** Returns it as a query. */
        String text() {
            return metric + matchers;
        }

        /** Returns the labels that it looks at. */
        List<String> labels() {
            return MATCHER.matcher(matchers)
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
        }
    }

    private PromQl() {}

    /** Returns the selectors of a query, each once. */
    static List<Selector> selectors(String query) {
        String plain = RANGE.matcher(GROUPING.matcher(query).replaceAll(" ")).replaceAll(" ");
        return SELECTOR.matcher(plain)
                .results()
                .filter(found -> !WORDS.contains(found.group(1)))
                .map(found -> new Selector(found.group(1), found.group(2) == null ? "" : found.group(2)))
                .distinct()
                .toList();
    }

    /**
     * Returns a query with the values of a dashboard's variables.
     *
     * @param values by name; Grafana's own among them, such as {@code __rate_interval}
     * @throws AssertionError if it names a variable that has no value
     */
    static String substitute(String query, Map<String, String> values) {
        return VARIABLE.matcher(query).replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            String value = values.get(name);
            if (value == null) {
                throw new AssertionError("$" + name + " in " + query + " (expected: one of " + values.keySet() + ")");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Returns the names of the variables that a text names. */
    static Stream<String> variables(String text) {
        return VARIABLE.matcher(text).results().map(found -> found.group(1) == null ? found.group(2) : found.group(1));
    }
}
