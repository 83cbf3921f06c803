#include "tests/bench/bench-usbguard.h"

#include <memory>
#include <sstream>
#include <string>

#include <MemoryRuleSet.hpp>
#include <Rule.hpp>

struct BenchUsbguard {
    std::unique_ptr<usbguard::RuleSet> rules;
    std::shared_ptr<const usbguard::Rule> device;
};

BenchUsbguard *
bench_usbguard_new(const char *rules)
{
    auto self = new BenchUsbguard;
    std::istringstream lines(rules);
    std::string line;

    self->rules = std::make_unique<usbguard::MemoryRuleSet>(nullptr);
    while (std::getline(lines, line)) {
        if (!line.empty() && line[0] != '#')
            self->rules->appendRule(usbguard::Rule::fromString(line));
    }
    return self;
}

void
bench_usbguard_free(BenchUsbguard *self)
{
    delete self;
}

void
bench_usbguard_set_device(BenchUsbguard *self, const char *device)
{
    self->device = std::make_shared<const usbguard::Rule>(usbguard::Rule::fromString(device));
}

int
bench_usbguard_decide(const BenchUsbguard *self)
{
    auto rule = self->rules->getFirstMatchingRule(self->device);

    switch (rule->getTarget()) {
    case usbguard::Rule::Target::Allow:
        return 1;
    case usbguard::Rule::Target::Block:
    case usbguard::Rule::Target::Reject:
        return rule->getRuleID() == usbguard::Rule::ImplicitID ? -1 : 0;
    default:
        return -1;
    }
}
