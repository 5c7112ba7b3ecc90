package dev.outrank.workbench.observability;

import dev.outrank.workbench.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dashboard as Grafana reads it.
 *
 * @param file its name
 * @param json all of it
 */
record Dashboard(String file, JsonNode json) {

    private static final Path DIRECTORY = TestStack.ROOT.resolve("deploy/grafana/dashboards");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** Returns all dashboards of the project. */
    static List<Dashboard> all() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted()
                    .map(file -> new Dashboard(file.getFileName().toString(), JSON.readTree(file.toFile())))
                    .toList();
        }
    }

    String uid() {
        return json.required("uid").asString();
    }

    /** Returns what shows something: all panels that are no headings. */
    List<JsonNode> panels() {
        return everyPanel().filter(panel -> !type(panel).equals("row")).toList();
    }

    /** Returns all panels, headings among them. */
    Stream<JsonNode> everyPanel() {
        return json.required("panels").valueStream();
    }

    List<JsonNode> variables() {
        return json.required("templating").required("list").valueStream().toList();
    }

    /** Returns the annotations that ask Prometheus. */
    List<JsonNode> annotations() {
        return json.required("annotations")
                .required("list")
                .valueStream()
                .filter(annotation -> annotation.has("expr"))
                .toList();
    }

    /** Returns the queries of all panels. */
    List<Query> queries() {
        return panels().stream()
                .flatMap(panel -> panel.required("targets")
                        .valueStream()
                        .map(target -> new Query(
                                place(panel) + " " + target.required("refId").asString(),
                                target.required("expr").asString())))
                .toList();
    }

    /** Returns the names of the links of dashboard and panels, with the addresses they lead to. */
    Stream<String> links() {
        return Stream.concat(Stream.of(json), everyPanel())
                .flatMap(node -> node.path("links").valueStream())
                .map(link -> link.required("url").asString());
    }

    /** Returns where a panel stands, for people. */
    String place(JsonNode panel) {
        return file + " '" + panel.required("title").asString() + "'";
    }

    static String type(JsonNode node) {
        return node.required("type").asString();
    }

    /** Returns the uids of all data sources that anything in it names. */
    Stream<String> dataSources() {
        return StreamSupport.stream(json.findValues("datasource").spliterator(), false)
                .map(source -> source.required("uid").asString());
    }

    @Override
    public String toString() {
        return file;
    }
}
