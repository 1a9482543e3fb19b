package io.cadastre.server.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person who types what was written down before, and remembers all that was said. */
final class ScriptedTerminal implements Terminal {
    private final Deque<String> typed;
    final List<String> screen = new ArrayList<>();
    final List<String> hiddenPrompts = new ArrayList<>();

    ScriptedTerminal(String... typed) {
        this.typed = new ArrayDeque<>(List.of(typed));
    }

    @Override
    public void say(String text) {
        screen.add(text);
    }

    @Override
    public @Nullable String ask(String prompt) {
        String answer = typed.poll();
        screen.add(prompt + answer);
        return answer;
    }

    @Override
    public @Nullable String askSecret(String prompt) {
        hiddenPrompts.add(prompt);
        screen.add(prompt);
        return typed.poll();
    }

    String shown() {
        return String.join("\n", screen);
    }

    /** What was not typed, because nobody asked any more. */
    List<String> left() {
        return List.copyOf(typed);
    }
}
