/**
 * The local stack: all services as processes of this machine.
 *
 * <pre>
 *   outrank up ──► Supervisor ──► config-server   :8888
 *                     │     ├──► embedding-0 …    :8200 + shard + 100 · replica
 *                     │     ├──► ranking          :8100   (singular beside it: :8101)
 *                     │     └──► gateway          :8080
 *                     └──► stack.json: name, pid and start instant of each process
 * </pre>
 *
 * <p>A stack lives as long as its supervisor, the process of {@code up} or {@code demo}. It holds the lock of the home directory, stops
 * everything when it ends in any orderly way, and stops the rest as soon as one service dies. Should it be killed hard, the next
 * command finds the orphans in {@code stack.json}; a process counts as ours only if its start instant agrees too, so a recycled
 * pid is never touched. Management ports are the service ports + 1000.
 */
@NullMarked
package dev.outrank.workbench.stack;

import org.jspecify.annotations.NullMarked;
