package dev.outrank.gateway.error;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

/** What the chain behind {@link AnswerClaimFilter} and {@link ErrorAnswers} write, in both orders. */
final class AnswerClaimTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MockServerWebExchange exchange =
            MockServerWebExchange.from(MockServerHttpRequest.post("/v1/models/m:rank"));
    private final MockServerHttpResponse caller = exchange.getResponse();
    private final ErrorAnswers errors = new ErrorAnswers(JsonMapper.shared());
    private final ByteBuf bytes = Unpooled.copyInt(7);

    private DataBuffer part() {
        return new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT).wrap(bytes);
    }

    /** Returns the response of those behind the filter. */
    private ServerHttpResponse behindTheFilter() {
        ServerHttpResponse[] seen = new ServerHttpResponse[1];
        new AnswerClaimFilter()
                .filter(exchange, behind -> Mono.fromRunnable(() -> seen[0] = behind.getResponse()))
                .block(PATIENCE);
        return seen[0];
    }

    private static void head(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.ACCEPTED);
        response.getHeaders().setContentType(MediaType.APPLICATION_OCTET_STREAM);
        response.getHeaders().setContentLength(4);
    }

    private void fail() {
        errors.handle(exchange, new IllegalStateException("a defect")).block(PATIENCE);
    }

    @Test
    void givesTheCallerTheAnswerThatCame() {
        ServerHttpResponse response = behindTheFilter();
        head(response);
        response.writeWith(Flux.just(part())).block(PATIENCE);

        assertThat(caller.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(caller.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_OCTET_STREAM);
        assertThat(AnswerClaim.isWritten(exchange)).isTrue();
        response.setComplete().block(PATIENCE);
    }

    @Test
    void givesTheCallerTheFailureAloneWhereTheAnswerComesLater() {
        ServerHttpResponse response = behindTheFilter();
        fail();
        String told = requireNonNull(caller.getBodyAsString().block(PATIENCE));

        head(response);
        Disposable late = response.writeWith(Flux.just(part())).subscribe();
        Disposable end = response.setComplete().subscribe();

        assertThat(bytes.refCnt()).as("references to what came too late").isZero();
        assertThat(caller.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(caller.getHeaders().get(HttpHeaders.CONTENT_TYPE)).containsExactly("application/problem+json");
        assertThat(caller.getHeaders().getContentLength()).isEqualTo(told.getBytes(StandardCharsets.UTF_8).length);
        assertThat(late.isDisposed()).isFalse();
        assertThat(end.isDisposed()).isFalse();
    }

    @Test
    void givesTheCallerTheFailureAloneWhereOnlyTheHeadHadCome() {
        head(behindTheFilter());
        fail();

        assertThat(caller.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(caller.getHeaders().get(HttpHeaders.CONTENT_TYPE)).containsExactly("application/problem+json");
    }

    @Test
    void leavesNothingToTheFailureOnceAPartHasCome() {
        Disposable under = behindTheFilter()
                .writeWith(Flux.concat(Mono.just(part()), Mono.never()))
                .subscribe();

        assertThat(AnswerClaim.takeFor(exchange)).isFalse();
        assertThat(AnswerClaim.isWritten(exchange)).isFalse();
        under.dispose();
    }

    @Test
    void leavesTheAnswerToTheFailureThatCameInPlaceOfTheFirstPart() {
        StepVerifier.create(behindTheFilter().writeWith(Flux.error(new IOException("reset"))))
                .expectError(IOException.class)
                .verify(PATIENCE);

        assertThat(AnswerClaim.takeFor(exchange)).isTrue();
    }

    @Test
    void takesTheAnswerWithABodyThatIsEmpty() {
        behindTheFilter().writeWith(Flux.empty()).block(PATIENCE);

        assertThat(AnswerClaim.takeFor(exchange)).isFalse();
    }

    @Test
    void letsAFailureBeAnsweredThatNobodyElseCanAnswer() {
        fail();
        assertThat(caller.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    }
}
