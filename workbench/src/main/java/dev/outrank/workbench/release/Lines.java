package dev.outrank.workbench.release;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command prints, a line at a time and at once: somebody waits for it.
 *
 * @param spec of the command
 */
record Lines(CommandSpec spec) {

    void add(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
