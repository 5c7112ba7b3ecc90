package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Errors of the gateway itself, by path. */
@ExtendWith(OutputCaptureExtension.class)
final class ErrorShapeIT {

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

    @Test
    void answersProblemDetailsWhenThePathIsUnknown() throws Exception {
        HttpResponse<String> answer = gateway.send("/v3/models", request -> request.header("X-Request-Id", "r-7"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).isEqualTo("""
                {"type":"urn:outrank:problem:not-found","title":"Not found","status":404,\
                "detail":"path: /v3/models (expected: a path of /openapi.yaml)",\
                "instance":"/v3/models","requestId":"r-7"}""");
    }

    @Test
    void answersProblemDetailsWhenTheMethodIsNotAllowed() throws Exception {
        HttpResponse<String> answer = gateway.send("/openapi.yaml", request -> request.POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(answer.body()).contains("\"status\":405").contains("method: POST (expected: GET, HEAD)");
    }

    @Test
    void sendsNoBodyWhenAHeadRequestFails() throws Exception {
        HttpResponse<String> answer =
                gateway.send("/nothing", request -> request.method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void logsNothingAsAnInternalErrorWhenCallersAreWrong(CapturedOutput output) throws Exception {
        gateway.get("/nothing");
        gateway.send("/openapi.yaml", request -> request.DELETE());
        gateway.send("/v2/models/m/infer", request -> request.header("X-Request-Timeout-Ms", "-1")
                .GET());
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.writeHead("POST /v2/models/m/infer HTTP/1.1", "Host: h", "Content-Length: 99999999999")
                    .readUntil("}");
        }
        try (RawConnection client = new RawConnection(gateway.port())) {
            // The caller leaves in the middle of its body.
            client.writeHead("POST /v2/models/m/infer HTTP/1.1", "Host: h", "Content-Length: 10")
                    .write("half");
        }
        gateway.get("/v2");

        assertThat(output.getAll()).doesNotContain("ERROR").doesNotContain("\tat ");
    }
}
