package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The documentation is there, complete, and true about the routes. */
final class DocsIT {

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern REFERENCE = Pattern.compile("\\$ref: \"#/([^\"]+)\"");

    private static final FakeRanking RANKING = FakeRanking.start();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(List.of(RANKING.port()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        RANKING.close();
    }

    private static String document() throws Exception {
        HttpResponse<String> answer = gateway.get("/openapi.yaml");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Map<?, ?> member(Map<?, ?> object, String name) {
        assertThat(object.get(name)).as(name).isInstanceOf(Map.class);
        return (Map<?, ?>) Objects.requireNonNull(object.get(name));
    }

    @Test
    void leadsFromTheBareAddressToSwaggerUi() throws Exception {
        HttpResponse<String> answer = gateway.get("/");

        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("Location")).hasValue("/swagger-ui.html");
    }

    @Test
    void servesEverythingThatSwaggerUiLoads() throws Exception {
        HttpResponse<String> page = gateway.get("/swagger-ui.html");
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");

        List<String> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(page.body());
        while (matcher.find()) {
            links.add(matcher.group(1));
        }
        assertThat(links).hasSizeGreaterThanOrEqualTo(3);
        for (String link : links) {
            assertThat(gateway.get(link).statusCode()).as(link).isEqualTo(200);
        }
        assertThat(gateway.get("/swagger-ui-init.js").body()).contains("SwaggerUIBundle", "/openapi.yaml");
    }

    @Test
    void servesTheDocumentAsYaml() throws Exception {
        assertThat(gateway.get("/openapi.yaml").headers().firstValue("Content-Type"))
                .hasValue("application/yaml");
    }

    @Test
    void routesEveryPathThatTheDocumentNames() throws Exception {
        Map<String, Object> document = new Yaml().load(document());
        for (Object path : member(document, "paths").keySet()) {
            String concrete = path.toString().replace("{model}", "clicks").replace("{version}", "7");

            HttpResponse<String> answer = gateway.post(concrete, "{}");

            assertThat(answer.headers().firstValue("X-Answered-By"))
                    .as(concrete)
                    .isPresent();
        }
        assertThat(RANKING.received()).hasSize(12);
    }

    @Test
    void refersToNothingThatIsMissing() throws Exception {
        String text = document();
        Map<String, Object> document = new Yaml().load(text);
        Matcher reference = REFERENCE.matcher(text);
        int references = 0;
        while (reference.find()) {
            Map<?, ?> target = document;
            for (String name : reference.group(1).split("/", -1)) {
                target = member(target, name);
            }
            references++;
        }
        assertThat(references).isGreaterThan(50);
    }
}
