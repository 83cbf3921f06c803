// Says what USBGuard's own library makes of rules: ask-usbguard RULES DEVICES, a device as a rule in each line; prints the
// target of the first rule that applies, or "none".
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <usbguard/Rule.hpp>

int
main(int argc, char **argv)
{
    std::ifstream rules(argv[1]), devices(argv[2]);
    std::vector<usbguard::Rule> list;
    std::string line;

    while (std::getline(rules, line))
        list.push_back(usbguard::Rule::fromString(line));
    while (std::getline(devices, line)) {
        const usbguard::Rule device = usbguard::Rule::fromString(line);
        std::string target = "none";

        for (const auto &rule : list) {
            if (rule.appliesTo(device)) {
                target = usbguard::Rule::targetToString(rule.getTarget());
                break;
            }
        }
        std::cout << target << "\n";
    }
    return argc == 3 ? 0 : 1;
}
