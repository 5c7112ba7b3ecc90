package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The packaged services on free ports, for tests of the whole path; tests may also break it. */
public final class TestStack implements AutoCloseable {

    /** The project's directory, seen from the module in which Maven runs the tests. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Logger LOG = LoggerFactory.getLogger(TestStack.class);

    private final LocalStack stack;

    private TestStack(LocalStack stack) {
        this.stack = stack;
    }

    /** Starts a stack whose home is a directory that nobody else uses. */
    public static TestStack start(Path home, int shards, boolean singular, Supplier<List<StackModel>> models)
            throws InterruptedException {
        StackSettings settings = new StackSettings(
                ROOT,
                home,
                home.resolve("data"),
                shards,
                1,
                singular,
                JvmGoal.THROUGHPUT,
                FreePorts.forStack(shards, 1));
        prepareImages();
        LocalStack stack = LocalStack.claim(settings, 0, LOG::info);
        try {
            stack.start(models);
            return new TestStack(stack);
        } catch (RuntimeException | InterruptedException e) {
            stack.close();
            throw e;
        }
    }

    /** Records what the services load, where that is not done yet. */
    public static void prepareImages() throws InterruptedException {
        assertThat(new ServiceImages(ROOT, LOG::info).prepare(true).values())
                .allSatisfy(image -> assertThat(image.cache())
                        .as("recording of %s", image.kind())
                        .isNotNull());
    }

    public StackPorts ports() {
        return stack.settings().ports();
    }

    public void kill(String service) throws InterruptedException {
        stack.kill(service);
    }

    public void restart(String service) throws InterruptedException {
        stack.restart(service);
    }

    /** Stops everything, and fails if anything is left. */
    @Override
    public void close() {
        List<ProcessHandle> services = new StackStore(stack.settings().home())
                .read().stream()
                        .flatMap(state -> state.services().stream())
                        .flatMap(service -> service.find().stream())
                        .toList();
        stack.close();
        assertThat(services).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        PortCheck.requireFree(PortCheck.portsOf(stack.settings()));
    }
}
