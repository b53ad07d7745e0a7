package preimage.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * One line of a {@link Catalog}.
 *
 * @param prototype holds the defaults; where it is a record, a spec may override its components
 * @param summary one line: what it is, and its source
 * @param required the components that every spec must give, so that the prototype's do not count
 */
public record Entry<T>(String name, T prototype, String summary, Set<String> required) {
  public Entry {
    required = Set.copyOf(required);
  }

  Object build(Spec spec, List<Component> components) {
    var names = components.stream().map(Component::name).toList();
    var given = new HashMap<String, Value>();
    spec.arguments()
        .forEach((key, value) -> {
          String component = Component.kebab(key);
          if (!names.contains(component)) {
            throw new Misuse(unknown(key, names));
          } else if (given.put(component, value) != null) {
            throw new Misuse(component + " is given twice");
          }
        });
    names.stream()
        .filter(component -> required.contains(component) && !given.containsKey(component))
        .findFirst()
        .ifPresent(component -> {
          throw new Misuse(name + " needs " + component);
        });
    return given.isEmpty()
        ? prototype
        : Component.build(
            prototype,
            components,
            component -> {
              Value value = given.get(component.name());
              return value == null
                  ? component.in(prototype)
                  : component.codec().read(component.name(), value);
            });
  }

  private String unknown(String key, List<String> names) {
    return names.isEmpty()
        ? name + " has no '" + key + "'; it takes no arguments"
        : "%s has no '%s'%s (it has %s)"
            .formatted(name, key, Near.hint(key, names), String.join(", ", names));
  }
}
