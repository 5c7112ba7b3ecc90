package dev.outrank.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.FailureCategory;
import dev.outrank.bundle.failure.InternalException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.server.ResponseStatusException;

final class RefusalTests {

    private static final ServerHttpRequest REQUEST =
            MockServerHttpRequest.get("/v1/models/m:rank").build();

    @Test
    void takesTheStatusFromTheCategory() {
        assertThat(Refusal.of(new CallerException("c"), REQUEST, "r1").status()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(Refusal.of(new CapacityException("c"), REQUEST, "r1").status())
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(Refusal.of(new DependencyException("d"), REQUEST, "r1").status())
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(Refusal.of(new InternalException("i"), REQUEST, "r1").status())
                .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    @Test
    void saysWhenToTryAgainWhenCapacityIsShort() {
        assertThat(Refusal.of(new CapacityException("c"), REQUEST, "r1").headers())
                .containsEntry("Retry-After", "1");
    }

    @Test
    void hidesTheTextOfFailuresThatAreNotOurs() {
        Refusal refusal = Refusal.of(new IllegalStateException("secret of class dev.Internal"), REQUEST, "r1");

        assertThat(refusal.status()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(refusal.kind().category()).isEqualTo(FailureCategory.INTERNAL);
        assertThat(refusal.message()).isEqualTo("internal error; the log of the gateway has it under request r1");
    }

    @Test
    void hidesTheReasonsOfSpring() {
        Refusal refusal =
                Refusal.of(new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "internals"), REQUEST, "r1");

        assertThat(refusal.status()).isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        assertThat(refusal.kind().category()).isEqualTo(FailureCategory.CALLER);
        assertThat(refusal.message()).isEqualTo("status 415");
    }
}
