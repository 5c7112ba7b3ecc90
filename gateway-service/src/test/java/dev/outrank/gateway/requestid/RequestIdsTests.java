package dev.outrank.gateway.requestid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestIdsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "01J9ZQ4Y3V", "0f8fad5b-d9cb-469f-a165-70867728950e", "svc:7.2_x", "a/b+c==", "me@host-1"})
    void keepsIdsThatAreSane(String id) {
        assertThat(RequestIds.acceptOrCreate(id)).isEqualTo(id);
    }

    @Test
    void keepsAnIdOf128CharactersAndReplacesALongerOne() {
        assertThat(RequestIds.acceptOrCreate("x".repeat(128))).hasSize(128);
        assertThat(RequestIds.acceptOrCreate("x".repeat(129))).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a b", "a\nb", "a\"b", "ä", "<b>", "a,b", "-a", "../a"})
    void replacesIdsThatAreNot(@Nullable String id) {
        assertThat(RequestIds.acceptOrCreate(id)).matches("[0-9a-f]{32}");
    }

    @Test
    void makesIdsThatDiffer() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(RequestIds.acceptOrCreate(null));
        }
        assertThat(ids).hasSize(1000);
    }
}
