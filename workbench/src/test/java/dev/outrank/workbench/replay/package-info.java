/** Tests of replay: a server in virtual time, and HTTP servers that misbehave. */
@org.jspecify.annotations.NullMarked
package dev.outrank.workbench.replay;
