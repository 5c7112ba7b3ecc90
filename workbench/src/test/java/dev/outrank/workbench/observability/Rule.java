package dev.outrank.workbench.observability;

import dev.outrank.workbench.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A rule of Prometheus.
 *
 * @param file its name
 * @param json all of it
 */
record Rule(String file, JsonNode json) {

    static final Path DIRECTORY = TestStack.ROOT.resolve("deploy/prometheus/rules");
    static final YAMLMapper YAML = new YAMLMapper();

    /** Returns the rules of all files. */
    static List<Rule> all() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .flatMap(Rule::read)
                    .toList();
        }
    }

    private static Stream<Rule> read(Path file) {
        return YAML.readTree(file.toFile())
                .required("groups")
                .valueStream()
                .flatMap(group -> group.required("rules").valueStream())
                .map(rule -> new Rule(file.getFileName().toString(), rule));
    }

    boolean isAlert() {
        return json.has("alert");
    }

    String name() {
        return json.required(isAlert() ? "alert" : "record").asString();
    }

    Query query() {
        return new Query(file + " " + name(), json.required("expr").asString());
    }

    String annotation(String key) {
        return json.path("annotations").path(key).asString("");
    }

    String severity() {
        return json.path("labels").path("severity").asString("");
    }
}
