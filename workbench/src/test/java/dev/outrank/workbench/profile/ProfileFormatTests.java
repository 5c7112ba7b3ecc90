package dev.outrank.workbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileFormatTests {

    private static final TrafficProfile PROFILE =
            TrafficProfiles.of(WorkloadCatalog.find("src/test/resources/tiny.json"), 1, 5);

    @TempDir
    private Path directory;

    @Test
    void givesBackWhatWasWritten() throws IOException {
        Path file = directory.resolve("profile.json");
        ProfileFormat.write(PROFILE, file);
        assertThat(ProfileFormat.read(file)).isEqualTo(PROFILE);
        Path again = directory.resolve("again.json");
        ProfileFormat.write(ProfileFormat.read(file), again);
        assertThat(again).hasSameBinaryContentAs(file);
        assertThat(Files.readString(file))
                .startsWith("{\n  \"formatVersion\": 1,\n  \"model\": \"tiny\",\n  \"origin\": ")
                .contains("\"scope\": \"request\"")
                .endsWith("}\n");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(file, again);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"formatVersion\": 1'  | '\"formatVersion\": 2' | formatVersion: 2 (expected: 1)",
                "'\"requests\": '        | '\"request\": '        | request",
                "'\"scope\": \"request\"'| '\"scope\": 1'         | features[0].scope",
                "'\"share\": 1.0'        | '\"share\": 1.5'       | share 1.5 (expected",
                "'\"mean\": 6.5'         | '\"mean\": \"6.5\"'    | features[0].lookupsPerRequest.mean",
            })
    void namesThePropertyWhenAProfileIsWrong(String found, String instead, String message) throws IOException {
        Path file = directory.resolve("profile.json");
        ProfileFormat.write(PROFILE, file);
        String text = Files.readString(file);
        assertThat(text).contains(found);
        Files.writeString(file, text.replaceFirst(Pattern.quote(found), instead));
        assertThatThrownBy(() -> ProfileFormat.read(file))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhenThePlaceIsNotWritable() {
        assertThatThrownBy(() -> ProfileFormat.write(PROFILE, directory.resolve("missing/profile.json")))
                .isInstanceOf(CallerException.class)
                .hasMessageContaining("cannot be written");
    }
}
