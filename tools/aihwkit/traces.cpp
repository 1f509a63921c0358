// Runs pulse trains through a device model of aihwkit's simulator core (src/rpucuda) and writes the weights.
//
//   traces MODEL START UP DOWN SIDE KEY=VALUE...
//
// A square array of SIDE times SIDE devices starts at the weight START and gets UP single pulses up, then DOWN single
// pulses down. The output is the array of float32 weights before the first pulse and after each one.
#include "rpu_expstep_device.h"
#include "rpu_linearstep_device.h"
#include "rpu_powstep_device.h"
#include "rpu_pulsed.h"
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

using namespace RPU;
using Setters = std::map<std::string, std::function<void(float)>>;

template <typename Device> Setters common(Device &d) {
  return {
      {"dw_min", [&](float v) { d.dw_min = v; }},
      {"up_down", [&](float v) { d.up_down = v; }},
      {"w_max", [&](float v) { d.w_max = v; }},
      {"w_min", [&](float v) { d.w_min = v; }},
      {"dw_min_dtod", [&](float v) { d.dw_min_dtod = v; }},
      {"up_down_dtod", [&](float v) { d.up_down_dtod = v; }},
      {"dw_min_std", [&](float v) { d.dw_min_std = v; }},
      {"dw_min_dtod_log_normal", [&](float v) { d.dw_min_dtod_log_normal = v != 0; }},
  };
}

template <typename Device> void run(Device &device, const Setters &setters, int argc, char **argv) {
  const float start = std::atof(argv[2]);
  const int up = std::atoi(argv[3]), down = std::atoi(argv[4]), side = std::atoi(argv[5]);
  device.w_max_dtod = device.w_min_dtod = 0;
  device.construction_seed = 7;
  for (int i = 6; i < argc; i++) {
    const std::string text = argv[i];
    const auto equals = text.find('=');
    const auto setter = setters.find(text.substr(0, equals));
    if (setter == setters.end()) {
      std::fprintf(stderr, "no such parameter: %s\n", argv[i]);
      std::exit(2);
    }
    setter->second(std::atof(text.c_str() + equals + 1));
  }
  PulsedMetaParameter<float> update;
  update.up.desired_BL = 1;
  update.up.update_management = update.up.update_bl_management = false;
  update.up.pulse_type = PulseType::DeterministicImplicit;
  RPUPulsed<float> array(side, side);
  array.populateParameter(&update, &device);
  array.setLearningRate(1);
  std::vector<float> weights(side * side, start), x(side, 1), d(side);
  array.setWeights(weights.data());
  for (int pulse = 0; pulse <= up + down; pulse++) {
    if (pulse > 0) {
      // The update is minus the product of the two.
      std::fill(d.begin(), d.end(), pulse <= up ? -1.f : 1.f);
      array.update(x.data(), d.data());
    }
    array.getWeights(weights.data());
    std::fwrite(weights.data(), sizeof(float), weights.size(), stdout);
  }
}

int main(int argc, char **argv) {
  if (argc < 6) return 2;
  const std::string model = argv[1];
  if (model == "LinearStepDevice" || model == "SoftBoundsDevice") {
    SoftBoundsRPUDeviceMetaParameter<float> soft;
    LinearStepRPUDeviceMetaParameter<float> linear;
    linear.ls_decrease_up_dtod = linear.ls_decrease_down_dtod = 0;
    auto add = [&](auto &device) {
      auto setters = common(device);
      setters["mult_noise"] = [&](float v) { device.ls_mult_noise = v != 0; };
      setters["gamma_up"] = [&](float v) { device.ls_decrease_up = v; };
      setters["gamma_down"] = [&](float v) { device.ls_decrease_down = v; };
      run(device, setters, argc, argv);
    };
    if (model == "LinearStepDevice") add(linear); else add(soft);
  } else if (model == "ExpStepDevice") {
    ExpStepRPUDeviceMetaParameter<float> device;
    auto setters = common(device);
    setters["A_up"] = [&](float v) { device.es_A_up = v; };
    setters["A_down"] = [&](float v) { device.es_A_down = v; };
    setters["gamma_up"] = [&](float v) { device.es_gamma_up = v; };
    setters["gamma_down"] = [&](float v) { device.es_gamma_down = v; };
    setters["a"] = [&](float v) { device.es_a = v; };
    setters["b"] = [&](float v) { device.es_b = v; };
    run(device, setters, argc, argv);
  } else if (model == "PowStepDevice") {
    PowStepRPUDeviceMetaParameter<float> device;
    device.ps_gamma_dtod = 0;
    auto setters = common(device);
    setters["pow_gamma"] = [&](float v) { device.ps_gamma = v; };
    run(device, setters, argc, argv);
  } else {
    return 2;
  }
}
