package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

final class DatabaseInUseFailureAnalyzerTests {

    private final DatabaseInUseFailureAnalyzer analyzer = new DatabaseInUseFailureAnalyzer();

    @Test
    void saysWhatToDoWhenTheFileIsOpenElsewhere(@TempDir Path directory) throws IOException {
        try (FileChannel file = FileChannel.open(
                        directory.resolve("registry.mv.db"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            SQLException failure = catchThrowableOfType(SQLException.class, () -> DriverManager.getConnection(
                            "jdbc:h2:file:" + directory.resolve("registry"))
                    .close());
            FailureAnalysis analysis = analyzer.analyze(new IllegalStateException("cannot start", failure));
            assertThat(analysis).isNotNull().satisfies(found -> {
                assertThat(found.getDescription()).contains("open in another process");
                assertThat(found.getAction()).contains("outrank.registry.database");
            });
        }
    }

    @Test
    void leavesOtherFailuresToOthers() {
        assertThat(analyzer.analyze(new SQLException("no such table", "42S02", 42102)))
                .isNull();
    }
}
