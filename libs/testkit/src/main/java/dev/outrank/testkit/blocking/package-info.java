/**
 * What the guard of the event loops lets pass.
 *
 * <p>Tests of reactive code run under BlockHound, which takes a thread of an event loop that parks for a defect. Frameworks bring the list of
 * their own short locks; what they forgot is here, each with its reason, for every module that has this kit and BlockHound on its test path.
 */
@NullMarked
package dev.outrank.testkit.blocking;

import org.jspecify.annotations.NullMarked;
